package dev.tocsin.app.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Key stores, made by the JDK's own keytool. */
final class Stores {

    static final String PASSWORD = "st0re-pass";

    private Stores() {}

    /** One with a key of its own and the certificate of the other, and the other way round. */
    static void trustEachOther(Path one, String oneName, Path other, String otherName)
            throws IOException, InterruptedException {
        for (Path store : List.of(one, other)) {
            String name = store.equals(one) ? oneName : otherName;
            keytool(store, "-genkeypair", "-alias", name, "-keyalg", "EC", "-groupname", "secp256r1", "-dname",
                    "CN=" + name, "-ext", "SAN=DNS:localhost,IP:127.0.0.1", "-validity", "2");
            keytool(store, "-exportcert", "-alias", name, "-file", store + ".crt");
        }
        keytool(one, "-importcert", "-noprompt", "-alias", otherName, "-file", other + ".crt");
        keytool(other, "-importcert", "-noprompt", "-alias", oneName, "-file", one + ".crt");
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }
}

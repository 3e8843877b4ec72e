package dev.tocsin.notifiers.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.jspecify.annotations.Nullable;

import dev.tocsin.notifiers.Secret;

import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * How receivers are reached, the same for all: through which proxy, and whom to trust besides the authorities of the JDK.
 *
 * @param https proxy for https addresses; null for none. A user and password in it are sent to the proxy
 * @param http proxy for http addresses; null for none
 * @param direct hosts that are reached without it: a name, {@code .domain} or {@code *}; this machine always is
 * @param authorities PEM file of certificates; null for none
 */
public record Outbound(@Nullable Secret https, @Nullable Secret http, List<String> direct, @Nullable Path authorities) {

    /** Straight, trusting the JDK's authorities. */
    public static final Outbound STRAIGHT = new Outbound(null, null, List.of(), null);

    private static final List<String> HERE = List.of("localhost", "127.0.0.1", "::1");

    public Outbound {
        direct = List.copyOf(direct);
        check(https);
        check(http);
    }

    private static void check(@Nullable Secret proxy) {
        HttpUrl url = proxy == null ? null : HttpUrl.parse(proxy.reveal());
        if (proxy != null && (url == null || url.isHttps())) {
            throw new IllegalArgumentException("a proxy isn't an http URL such as http://proxy:3128");
        }
    }

    /**
     * The client all receivers share: it owns connections and threads.
     *
     * @throws IllegalArgumentException if the authorities can't be read
     */
    public OkHttpClient client() {
        OkHttpClient.Builder client = JsonPost.client().newBuilder();
        if (https != null || http != null) {
            client.proxySelector(new Selector());
            client.proxyAuthenticator((_, response) -> {
                HttpUrl proxy = proxy(response.request().url().scheme());
                boolean asked = response.request().header("Proxy-Authorization") != null;
                return proxy == null || proxy.username().isEmpty() || asked
                        ? null
                        : response.request().newBuilder().header("Proxy-Authorization",
                                Credentials.basic(proxy.username(), proxy.password())).build();
            });
        }
        if (authorities != null) {
            trust(client, authorities);
        }
        return client.build();
    }

    private @Nullable HttpUrl proxy(String scheme) {
        Secret proxy = scheme.equals("https") ? https : http;
        return proxy == null ? null : HttpUrl.get(proxy.reveal());
    }

    private boolean isDirect(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return HERE.contains(name) || direct.stream().map(entry -> entry.toLowerCase(Locale.ROOT))
                .anyMatch(entry -> entry.equals("*") || name.equals(entry.startsWith(".") ? entry.substring(1) : entry)
                        || name.endsWith(entry.startsWith(".") ? entry : "." + entry));
    }

    private static void trust(OkHttpClient.Builder client, Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> added = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (added.isEmpty()) {
                throw new IllegalArgumentException(pem + " has no certificate");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : added) {
                store.setCertificateEntry("added-" + number++, certificate);
            }
            for (Certificate certificate : trustManager(null).getAcceptedIssuers()) {
                store.setCertificateEntry("jdk-" + number++, certificate);
            }
            X509TrustManager trust = trustManager(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[]{trust}, null);
            client.sslSocketFactory(context.getSocketFactory(), trust);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(pem + " can't be read as PEM certificates: " + e.getMessage(), e);
        }
    }

    /** @param store null for the JDK's own authorities */
    private static X509TrustManager trustManager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers()).filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast).findFirst()
                .orElseThrow(() -> new GeneralSecurityException("this JDK has no X.509 trust manager"));
    }

    private final class Selector extends ProxySelector {

        @Override
        public List<Proxy> select(URI uri) {
            HttpUrl proxy = proxy(uri.getScheme());
            return proxy == null || isDirect(uri.getHost())
                    ? List.of(Proxy.NO_PROXY)
                    : List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(),
                            proxy.port())));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            // the call fails with it, which says so
        }
    }
}

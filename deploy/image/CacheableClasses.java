import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes the classes of jars ready for the AOT cache. The names of local variables, which only debuggers read, go; line numbers
 * stay, for stack traces. Classes from before Java 6 get frames: the JVM takes none without them into a cache.
 * {@code java -cp asm.jar CacheableClasses.java JAR...}
 */
public class CacheableClasses {

    static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    static final int MINOR = 0xffff0000;
    static final int FIRST_WITH_FRAMES = Opcodes.V1_6;
    static final int WRITTEN_AS = Opcodes.V1_8;

    /** Knows all classes, because a frame names what two of them have in common. */
    final ClassLoader all;

    CacheableClasses(ClassLoader all) {
        this.all = all;
    }

    public static void main(String[] jars) throws IOException {
        Map<Path, byte[]> rewritten = new LinkedHashMap<>();
        try (var all = new URLClassLoader(Arrays.stream(jars).map(CacheableClasses::url).toArray(URL[]::new))) {
            for (String jar : jars) {
                rewritten.put(Path.of(jar), new CacheableClasses(all).rewritten(Path.of(jar)));
            }
        }
        for (var jar : rewritten.entrySet()) {
            Files.write(jar.getKey(), jar.getValue());
        }
    }

    static URL url(String jar) {
        try {
            return Path.of(jar).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] rewritten(Path jar) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var from = new ZipFile(jar.toFile()); var to = new ZipOutputStream(bytes)) {
            to.setLevel(Deflater.BEST_COMPRESSION);
            for (ZipEntry entry : Collections.list(from.entries())) {
                byte[] content = from.getInputStream(entry).readAllBytes();
                var written = new ZipEntry(entry.getName());
                written.setTimeLocal(TIME);
                to.putNextEntry(written);
                to.write(entry.getName().endsWith(".class") ? cacheable(content) : content);
                to.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    byte[] cacheable(byte[] type) {
        var reader = new ClassReader(type);
        int version = reader.readUnsignedShort(6);
        boolean framed = version >= FIRST_WITH_FRAMES;
        var writer = new ClassWriter(framed ? 0 : ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected ClassLoader getClassLoader() {
                return all;
            }
        };
        reader.accept(new WithoutVariableNames(writer, framed ? version : WRITTEN_AS), 0);
        return writer.toByteArray();
    }

    static class WithoutVariableNames extends ClassVisitor {
        final int version;

        WithoutVariableNames(ClassVisitor next, int version) {
            super(Opcodes.ASM9, next);
            this.version = version;
        }

        @Override
        public void visit(int before, int access, String name, String signature, String parent, String[] interfaces) {
            super.visit(before & MINOR | version, access, name, signature, parent, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
                String[] exceptions) {
            return new MethodVisitor(api, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                @Override
                public void visitLocalVariable(String name, String descriptor, String signature, Label start, Label end,
                        int index) {
                    // dropped
                }
            };
        }
    }
}

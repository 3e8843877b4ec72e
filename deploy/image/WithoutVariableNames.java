import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
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
 * Takes the names of local variables, which only debuggers read, out of the classes of jars, and so out of the AOT cache.
 * Line numbers stay, for stack traces. {@code java -cp asm.jar WithoutVariableNames.java JAR...}
 */
public class WithoutVariableNames {

    static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            byte[] smaller = rewritten(Path.of(jar));
            Files.write(Path.of(jar), smaller);
        }
    }

    static byte[] rewritten(Path jar) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var from = new ZipFile(jar.toFile()); var to = new ZipOutputStream(bytes)) {
            to.setLevel(Deflater.BEST_COMPRESSION);
            for (ZipEntry entry : Collections.list(from.entries())) {
                byte[] content = from.getInputStream(entry).readAllBytes();
                var written = new ZipEntry(entry.getName());
                written.setTimeLocal(TIME);
                to.putNextEntry(written);
                to.write(entry.getName().endsWith(".class") ? withoutVariableNames(content) : content);
                to.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    static byte[] withoutVariableNames(byte[] type) {
        var writer = new ClassWriter(0);
        new ClassReader(type).accept(new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
                    String[] exceptions) {
                return new MethodVisitor(api, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                    @Override
                    public void visitLocalVariable(String name, String descriptor, String signature, Label start,
                            Label end, int index) {
                        // dropped
                    }
                };
            }
        }, 0);
        return writer.toByteArray();
    }
}

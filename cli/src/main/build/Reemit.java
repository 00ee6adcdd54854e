import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Build-time program (JDK 25): writes the old class files of a jar again as Java 17 ones, stack maps included. The
 * JVM's AOT cache and CDS refuse classes older than Java 6, and would verify them anew at every start.
 */
final class Reemit {
  private static final int JAVA_6 = 50;

  private Reemit() {}

  public static void main(String[] arguments) throws IOException {
    Path jar = Path.of(arguments[0]);
    Path fresh = jar.resolveSibling(jar.getFileName() + ".fresh");
    try (ZipFile in = new ZipFile(jar.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(fresh))) {
      ClassFile classFile = classFile(in);
      Enumeration<? extends ZipEntry> entries = in.entries();
      while (entries.hasMoreElements()) {
        copy(in, entries.nextElement(), out, classFile);
      }
    }
    Files.move(fresh, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copy(ZipFile in, ZipEntry entry, ZipOutputStream out, ClassFile classFile)
      throws IOException {
    byte[] bytes = read(in, entry);
    ZipEntry copy = new ZipEntry(entry.getName());
    copy.setTime(entry.getTime());
    out.putNextEntry(copy);
    out.write(entry.getName().endsWith(".class") ? modern(bytes, classFile) : bytes);
    out.closeEntry();
  }

  private static byte[] modern(byte[] bytes, ClassFile classFile) {
    ClassModel model = classFile.parse(bytes);
    if (model.majorVersion() >= JAVA_6) {
      return bytes;
    }
    // Code that is merely passed on would be copied as it is, without the stack maps that it lacks.
    ClassTransform version =
        ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
            .andThen(
                ClassTransform.endHandler(
                    builder -> builder.withVersion(ClassFile.JAVA_17_VERSION, 0)));
    return classFile.transformClass(model, version);
  }

  /** Stack maps need the class hierarchy: that of the jar itself, then that of the JDK. */
  private static ClassFile classFile(ZipFile jar) {
    ClassHierarchyResolver own =
        ClassHierarchyResolver.ofResourceParsing(description -> open(jar, description));
    return ClassFile.of(
        StackMapsOption.GENERATE_STACK_MAPS,
        ConstantPoolSharingOption.NEW_POOL,
        ClassFile.ClassHierarchyResolverOption.of(
            own.orElse(ClassHierarchyResolver.defaultResolver())));
  }

  private static InputStream open(ZipFile jar, ClassDesc description) {
    String internal = description.descriptorString();
    ZipEntry entry = jar.getEntry(internal.substring(1, internal.length() - 1) + ".class");
    try {
      return entry == null ? null : new ByteArrayInputStream(read(jar, entry));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(ZipFile jar, ZipEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }
}

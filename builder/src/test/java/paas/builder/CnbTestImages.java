package paas.builder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.command.BuildImageResultCallback;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import paas.runner.engine.Engine;

/**
 * A small builder image and its run image, made from the stack image: two buildpacks in bash, and
 * what stands in for a lifecycle. Closing it removes the names that it gave them.
 */
final class CnbTestImages implements AutoCloseable {
  private static final Path FILES = Path.of("src", "test", "resources", "paas", "builder", "cnb");

  final String builder;
  final String run;
  private final Engine engine;

  CnbTestImages(Engine engine) throws IOException, InterruptedException {
    String id = UUID.randomUUID().toString();
    this.engine = engine;
    this.builder = "cnb-test/" + id + ":builder";
    this.run = "cnb-test/" + id + ":run";
    make(
        run,
        "FROM paas/stack:debian13\nUSER 47201:47201\n".getBytes(StandardCharsets.UTF_8),
        Map.of());
    make(
        builder,
        Files.readAllBytes(FILES.resolve("Dockerfile")),
        Map.of("io.buildpacks.builder.metadata", metadata(run)));
  }

  private static String metadata(String run) throws IOException {
    return new ObjectMapper()
        .writeValueAsString(
            Map.of(
                "buildpacks",
                List.of(
                    Map.of("id", "test/greeter", "version", "0.0.2"),
                    Map.of("id", "test/other", "version", "1.0.0")),
                "images",
                List.of(Map.of("image", run)),
                "lifecycle",
                Map.of("apis", Map.of("platform", Map.of("supported", List.of("0.11", "0.12"))))));
  }

  private void make(String name, byte[] dockerfile, Map<String, String> labels)
      throws IOException, InterruptedException {
    engine
        .client()
        .buildImageCmd(new ByteArrayInputStream(context(dockerfile)))
        .withTags(Set.of(name))
        .withLabels(labels)
        .exec(new BuildImageResultCallback())
        .awaitImageId(2, TimeUnit.MINUTES);
  }

  private static byte[] context(byte[] dockerfile) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes);
        Stream<Path> files = Files.walk(FILES)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String path = FILES.relativize(file).toString();
        byte[] content = path.equals("Dockerfile") ? dockerfile : Files.readAllBytes(file);
        var entry = new TarArchiveEntry(path);
        entry.setSize(content.length);
        // Nothing else in it is a program; Maven and git need not keep run bits.
        entry.setMode(content.length > 2 && content[0] == '#' && content[1] == '!' ? 0755 : 0644);
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    for (String name : List.of(builder, run)) {
      try {
        engine.client().removeImageCmd(name).exec();
      } catch (NotFoundException e) {
        // It was not made.
      }
    }
  }
}

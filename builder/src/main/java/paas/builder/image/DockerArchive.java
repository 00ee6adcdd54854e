package paas.builder.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * A docker-archive as a stream: manifest, config and the fresh layers, without a second copy of
 * them on disk.
 */
final class DockerArchive {
  private static final int BLOCK = 512;

  private DockerArchive() {}

  static InputStream of(Archived spec, String tag) throws IOException {
    List<InputStream> parts = new ArrayList<>();
    bytes(parts, spec.configName(), spec.config());
    try {
      for (Layer.New layer : spec.fresh()) {
        header(parts, Archived.layerName(layer.diffId()), layer.bytes());
        parts.add(Files.newInputStream(layer.tar()));
        padding(parts, layer.bytes());
      }
    } catch (IOException e) {
      close(parts);
      throw e;
    }
    bytes(parts, "manifest.json", spec.manifest(tag));
    parts.add(new ByteArrayInputStream(new byte[2 * BLOCK]));
    return new SequenceInputStream(Collections.enumeration(parts));
  }

  private static void bytes(List<InputStream> parts, String name, byte[] content) {
    header(parts, name, content.length);
    parts.add(new ByteArrayInputStream(content));
    padding(parts, content.length);
  }

  private static void header(List<InputStream> parts, String name, long size) {
    var entry = new TarArchiveEntry(name);
    entry.setSize(size);
    entry.setModTime(0L);
    byte[] header = new byte[BLOCK];
    entry.writeEntryHeader(header);
    parts.add(new ByteArrayInputStream(header));
  }

  private static void padding(List<InputStream> parts, long size) {
    parts.add(new ByteArrayInputStream(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]));
  }

  private static void close(List<InputStream> parts) {
    for (InputStream part : parts) {
      try {
        part.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

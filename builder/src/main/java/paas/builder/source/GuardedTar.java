package paas.builder.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Opens tars of strangers: what would make the reader allocate without bound is refused. */
public final class GuardedTar {
  private GuardedTar() {}

  /** The caller closes it. */
  public static TarArchiveInputStream open(Path file) throws IOException {
    var raw = guard(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    return new TarArchiveInputStream(raw, StandardCharsets.UTF_8.name());
  }

  /**
   * The same bytes for another reader, such as the engine; reading fails where a header is refused.
   * What passes takes no more on a disk than in the tar: no file in it is sparse.
   */
  public static InputStream guard(InputStream tar) {
    return new HeaderGuard(tar);
  }
}

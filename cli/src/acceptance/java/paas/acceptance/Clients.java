package paas.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The clients of {@code bin/bench drops} on one app: keep-alive ones, new connections, requests
 * that take two seconds to arrive, streams of three seconds, and WebSockets.
 */
final class Clients implements AutoCloseable {
  private final Process process;
  private final Path out;

  private Clients(Process process, Path out) {
    this.process = process;
    this.out = out;
  }

  static Clients on(Platform platform, String app, int perSecond) throws IOException {
    Path out = platform.home.resolve("clients.out");
    Path source =
        Path.of(System.getProperty("paas.root", "."), "bin/lib/bench/Clients.java")
            .toAbsolutePath();
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                source.toString(),
                "" + platform.httpPort,
                app + ".localhost",
                "" + perSecond)
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    return new Clients(builder.start(), out);
  }

  /**
   * Ends them, and waits until what they had begun is over.
   *
   * @return what failed, and of each kind how many exchanges were whole
   */
  String end() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      throw new AssertionError("The clients do not end.");
    }
    return Files.readString(out);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

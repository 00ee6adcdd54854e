package paas.builder;

import java.io.IOException;
import java.io.OutputStream;
import paas.builder.buildpack.Buildpack;

/**
 * What the container is fed that makes a shared runtime: its script, the buildpack, the request.
 */
record RuntimeInput(
    Buildpack buildpack,
    String entry,
    String generation,
    RuntimeRequest request,
    BuildEnvironment environment) {

  void writeTo(OutputStream out) throws IOException {
    var tar = new FeedTar(out);
    tar.driver("install.sh");
    tar.text(
        "tmp/control",
        String.join("\n", entry, generation, request.name(), request.wanted()) + "\n");
    tar.curlrc(environment);
    tar.buildpack("tmp/buildpack", buildpack);
    tar.finish();
  }
}

package paas.builder;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import paas.builder.buildpack.Buildpack;
import paas.builder.source.Source;

/**
 * All that a build container is fed, as one tar on its stdin: the driver and its orders, the
 * buildpacks, config as files, the source. A Procfile from elsewhere in the source is put at its
 * root, where buildpacks look for it.
 */
record BuildInput(
    BuildOrders orders,
    List<Buildpack> buildpacks,
    Map<String, String> config,
    Source source,
    Optional<byte[]> procfile,
    BuildEnvironment environment) {

  void writeTo(OutputStream out) throws IOException {
    var tar = new FeedTar(out);
    tar.driver("driver.sh");
    tar.text("tmp/control", orders.text());
    tar.curlrc(environment);
    buildpacks(tar);
    for (var entry : config.entrySet()) {
      tar.file(
          "env/" + entry.getKey(),
          FeedTar.SECRET,
          entry.getValue().getBytes(StandardCharsets.UTF_8));
    }
    source.forEach((name, entry, content) -> {
      if (procfile.isEmpty() || !name.equals("Procfile")) {
        tar.copy("tmp/build/" + name, entry, content);
      }
    });
    if (procfile.isPresent()) {
      tar.file("tmp/build/Procfile", FeedTar.PLAIN, procfile.get());
    }
    tar.finish();
  }

  private void buildpacks(FeedTar tar) throws IOException {
    var order = new StringBuilder();
    for (int index = 0; index < buildpacks.size(); index++) {
      Buildpack pack = buildpacks.get(index);
      String builtIn = pack.builtIn() ? pack.name() : "-";
      order.append(String.join(" ", "" + index, builtIn, pack.version(), pack.name())).append('\n');
      tar.buildpack("tmp/buildpacks/" + index, pack);
    }
    tar.text("tmp/buildpacks/order", order.toString());
  }
}

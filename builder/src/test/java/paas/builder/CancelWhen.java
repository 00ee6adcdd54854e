package paas.builder;

import java.util.Map;

/**
 * Runs a build and cancels it as soon as its output has a line that begins with a text, unless it
 * has ended by itself.
 */
record CancelWhen(TestPlatform platform, String text) {

  BuildResult build(AppKey app, SourceTree tree) {
    BuildRequest request = platform.request(app, tree, Map.of(), BuildLimits.defaults());
    platform.output.clear();
    return platform.builder.build(
        request,
        line -> {
          platform.output.add(line);
          if (line.startsWith(text)) {
            Thread.ofVirtual().start(() -> platform.builder.cancel(request.buildId()));
          }
        });
  }
}

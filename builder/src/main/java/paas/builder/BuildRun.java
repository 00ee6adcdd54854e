package paas.builder;

import java.nio.file.Path;
import paas.builder.output.BuildLines;

/**
 * What the steps of one running build share: the request, its output, its end from outside, its
 * folder on disk.
 */
record BuildRun(BuildRequest request, BuildLines lines, BuildStop stop, Path folder) {

  AppKey app() {
    return request.app();
  }

  BuildLimits limits() {
    return request.limits();
  }
}

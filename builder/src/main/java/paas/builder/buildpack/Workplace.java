package paas.builder.buildpack;

import java.nio.file.Path;
import paas.builder.fetch.Stop;
import paas.builder.output.BuildLines;

/** Where a build's buildpacks are made ready: its folder, its output, its end from outside. */
public record Workplace(Path folder, BuildLines lines, Stop stop) {}

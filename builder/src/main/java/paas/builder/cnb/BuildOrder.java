package paas.builder.cnb;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import paas.builder.fault.BuildFault;

/** Writes the order.toml of a project that lists its buildpacks (buildpacks/spec, "order.toml"). */
public final class BuildOrder {
  private BuildOrder() {}

  /** A group of what the project asks for, from what the builder has; a fault lists that. */
  public static byte[] of(List<ProjectToml.Group> wanted, List<ProjectToml.Group> offered)
      throws BuildFault {
    var text = new StringBuilder("[[order]]\n");
    for (ProjectToml.Group buildpack : wanted) {
      String version = version(buildpack, offered);
      text.append(
          "[[order.group]]\nid = \"%s\"\nversion = \"%s\"\n".formatted(buildpack.id(), version));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The last of those that it offers is the newest, as pack writes them. */
  private static String version(ProjectToml.Group wanted, List<ProjectToml.Group> offered)
      throws BuildFault {
    return offered.stream()
        .filter(buildpack -> buildpack.id().equals(wanted.id()))
        .map(ProjectToml.Group::version)
        .filter(version -> wanted.version().isEmpty() || wanted.version().equals(version))
        .reduce((first, second) -> second)
        .orElseThrow(() ->
            new BuildFault(
                "project.toml",
                "The builder has no buildpack " + wanted.id() + " " + wanted.version() + ".",
                "It has: "
                    + offered.stream()
                        .map(buildpack -> buildpack.id() + " " + buildpack.version())
                        .collect(Collectors.joining(", "))));
  }
}

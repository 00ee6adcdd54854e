package paas.builder;

import java.util.List;

/** What builds an app, and in words for its output, why. */
sealed interface Chosen {

  /** The line that the output begins with. */
  String line();

  /** A Dockerfile, by its path in the app's folder. */
  record Dockerfile(String path, String why) implements Chosen {
    @Override
    public String line() {
      return "Builder: Dockerfile (" + (path.equals("Dockerfile") ? "" : path + ", ") + why + ")";
    }
  }

  /** A Cloud Native Buildpacks builder image. */
  record CloudNative(String why) implements Chosen {
    @Override
    public String line() {
      return "Builder: Cloud Native Buildpacks (" + why + ")";
    }
  }

  /** Classic buildpacks: all of the list, or the one built-in that recognises the app if none. */
  record Classic(List<String> buildpacks, String why) implements Chosen {
    /** Copies the list. */
    public Classic {
      buildpacks = List.copyOf(buildpacks);
    }

    @Override
    public String line() {
      return "Builder: buildpacks (" + why + ")";
    }
  }
}

package paas.platform.recipe;

import java.util.regex.Pattern;
import paas.platform.fault.Rejected;

/**
 * A Cloud Native Buildpacks builder by its image reference, {@code host/path:tag@sha256:…} (the
 * distribution project's reference grammar). Never an image that this platform or another one
 * built.
 */
public record BuilderImage(String value) {
  private static final int MAX = 255;
  private static final String NAME = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,200}[A-Za-z0-9])?(?::[0-9]{1,5})?/)?"
              + NAME
              + "(?:/"
              + NAME
              + ")*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?");
  private static final Pattern BUILT_HERE = Pattern.compile("paas-[0-9a-f]{8}/.*");

  public BuilderImage {
    if (value.length() > MAX || !GRAMMAR.matcher(value).matches()) {
      throw Rejected.invalid(
          "Builder image "
              + Quoted.of(value)
              + " is not an image reference: use a name such as cnb:example/builder:22.");
    }
    if (BUILT_HERE.matcher(value).matches()) {
      throw Rejected.invalid(
          "Builder image " + Quoted.of(value) + " is an app's image: name a builder's.");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

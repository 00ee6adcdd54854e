package paas.platform.manifest;

import java.util.List;

/** An {@code app.json} that cannot be taken: all that is wrong with it, each with its place. */
public final class ManifestFault extends Exception {
  private static final long serialVersionUID = 1L;

  ManifestFault(List<String> problems) {
    super(String.join("\n", problems));
  }
}

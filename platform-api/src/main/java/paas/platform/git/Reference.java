package paas.platform.git;

import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import paas.platform.fault.Rejected;

/** The name of a branch or tag of a foreign repository; empty is its HEAD. */
public record Reference(String name) {
  private static final int LONGEST = 200;

  public Reference {
    boolean valid =
        name.length() <= LONGEST
            && !name.startsWith("-")
            && Repository.isValidRefName(Constants.R_HEADS + name);
    if (!name.isEmpty() && !valid) {
      String cut = name.length() > 40 ? name.substring(0, 40) + "…" : name;
      throw Rejected.invalid(
          "'"
              + cut.replaceAll("\\p{Cntrl}", "?")
              + "' is no name of a branch or tag: give one after #, such as …/repo.git#main.");
    }
  }
}

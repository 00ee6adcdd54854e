package paas.platform.app;

import java.time.Duration;

/**
 * What an owner may set on an app. {@code deployBranch} empty means {@code main} or {@code master};
 * {@code bootTimeout} is how long an instance that has to listen may take until it does (R10).
 */
public record AppSettings(
    boolean maintenance, String deployBranch, Duration bootTimeout, Duration firstByteTimeout) {
  public static final AppSettings DEFAULT =
      new AppSettings(false, "", Duration.ofSeconds(60), Duration.ofSeconds(30));

  public AppSettings withMaintenance(boolean on) {
    return new AppSettings(on, deployBranch, bootTimeout, firstByteTimeout);
  }

  public AppSettings withDeployBranch(String branch) {
    return new AppSettings(maintenance, branch, bootTimeout, firstByteTimeout);
  }

  public AppSettings withBootTimeout(Duration longest) {
    return new AppSettings(maintenance, deployBranch, longest, firstByteTimeout);
  }

  /** Whether a push to this branch (short name) deploys. */
  public boolean deploys(String branch) {
    return deployBranch.isEmpty()
        ? branch.equals("main") || branch.equals("master")
        : branch.equals(deployBranch);
  }
}

package paas.platform.deploy;

/** How a wait for what is wanted ended: it is so, a wanted instance crashed, or time was up. */
public enum Settled {
  YES,
  CRASHED,
  LATE
}

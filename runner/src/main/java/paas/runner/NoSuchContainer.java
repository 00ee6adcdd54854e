package paas.runner;

/** The container is gone; whoever wanted it stopped has what it wants. */
public final class NoSuchContainer extends RunnerException {
  private static final long serialVersionUID = 1L;

  public NoSuchContainer(InstanceId id, Throwable cause) {
    super("There is no container " + id.value() + ".", cause);
  }
}

package paas.cli.command;

/** One command: what it accepts, and what it does. A fresh instance serves one invocation. */
public interface Command {
  Manual manual();

  /** Does it; the exit code, which for a one-off is the process's own. */
  int run(Invocation call, Session session);
}

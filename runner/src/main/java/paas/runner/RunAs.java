package paas.runner;

/** As whom the processes of a container run; never with a capability. */
public sealed interface RunAs {
  /** As the image says; where it says root, or nothing, as a user who is nobody on the host. */
  record Unprivileged() implements RunAs {}

  /** As the image says, even if that is root. */
  record OfImage() implements RunAs {}

  /** As this user, whom the image need not know; the group has the same number. */
  record Uid(int uid) implements RunAs {
    public Uid {
      Grammar.positive(uid, "The uid");
    }
  }
}

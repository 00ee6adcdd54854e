package paas.platform.deploy;

import java.time.Instant;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.InstanceSpec;
import paas.runner.State;

/** A container of the simulated world. */
final class Simulated {
  private static final String ZEROS = "0".repeat(64);

  final InstanceId id;
  final InstanceSpec spec;
  final Instant listensAt;

  /** From here on it answers its checks well. */
  final Instant wellAt;

  Instant since = Instant.MAX;
  boolean sick;

  /** Whether the platform that runs now found it when it came. */
  boolean adopted;

  private final int number;
  private final String title;
  private Instance view;

  Simulated(int number, InstanceSpec spec, Instant listensAt, Instant wellAt) {
    String digits = Integer.toHexString(number);
    this.id = new InstanceId(ZEROS.substring(digits.length()) + digits);
    this.number = number;
    this.spec = spec;
    this.listensAt = listensAt;
    this.wellAt = wellAt;
    this.title = spec.name() + " v" + spec.release() + " e" + spec.epoch();
    this.view = view(new State.Created());
  }

  void begin(Instant now) {
    since = now;
    String address = "10.208." + number / 250 % 250 + "." + (number % 250 + 1);
    view = view(new State.Running(now, address, spec.port()));
  }

  void exit(int code, Instant now) {
    view = view(new State.Exited(code, false, now));
  }

  boolean neverRan() {
    return view.state() instanceof State.Created;
  }

  boolean runs() {
    return view.state() instanceof State.Running;
  }

  boolean listens(Instant now) {
    return runs() && !now.isBefore(listensAt);
  }

  boolean runsAs(InstanceSpec other) {
    return runs()
        && spec.ordinal() == other.ordinal()
        && spec.release() == other.release()
        && spec.epoch() == other.epoch()
        && spec.type().equals(other.type());
  }

  /** Name, release and epoch. */
  String title() {
    return title;
  }

  Instance view() {
    return view;
  }

  private Instance view(State state) {
    return new Instance(
        id,
        spec.app(),
        spec.type(),
        spec.ordinal(),
        spec.release(),
        spec.epoch(),
        spec.grace(),
        spec.limits().memoryBytes(),
        state);
  }
}

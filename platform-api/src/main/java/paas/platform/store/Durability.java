package paas.platform.store;

/** Makes what was committed survive a power cut; called after each write, before it is answered. */
@FunctionalInterface
public interface Durability {
  void flush();
}

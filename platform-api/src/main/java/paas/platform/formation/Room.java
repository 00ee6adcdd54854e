package paas.platform.formation;

/** How many more instances of a type this machine's memory can take, and the numbers, in MiB. */
public record Room(long instances, long each, HostMemory memory) {
  public String words() {
    return "up to %,d MB each, and %,d of this machine's %,d MB are available"
        .formatted(each, memory.available(), memory.total());
  }
}

package paas.router.http.proxy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The calling thread as Linux knows it: what CPU it took, and on which CPUs it runs
 * (sched_setaffinity(2), for which nobody needs a privilege).
 */
final class KernelThread {
  private static final Path STATUS = Path.of("/proc/thread-self/status");
  private static final Path ONLINE = Path.of("/sys/devices/system/cpu/online");
  private static final String ALLOWED = "Cpus_allowed_list:";

  /** From {@code linux/time.h}. */
  private static final int CLOCK_THREAD_CPUTIME_ID = 3;

  private static final int CALLING_THREAD = 0;

  /** CPUs that a mask has room for, as glibc's {@code cpu_set_t}. */
  private static final int MOST_CPUS = 1024;

  private final MethodHandle clockGettime;
  private final MethodHandle setAffinity;

  private KernelThread(MethodHandle clockGettime, MethodHandle setAffinity) {
    this.clockGettime = clockGettime;
    this.setAffinity = setAffinity;
  }

  /** Nothing where this is not Linux. */
  static Optional<KernelThread> ofThisSystem() {
    Linker linker = Linker.nativeLinker();
    try {
      return Optional.of(
          new KernelThread(
              linker.downcallHandle(
                  linker.defaultLookup().findOrThrow("clock_gettime"),
                  FunctionDescriptor.of(
                      ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS)),
              linker.downcallHandle(
                  linker.defaultLookup().findOrThrow("sched_setaffinity"),
                  FunctionDescriptor.of(
                      ValueLayout.JAVA_INT,
                      ValueLayout.JAVA_INT,
                      ValueLayout.JAVA_LONG,
                      ValueLayout.ADDRESS))));
    } catch (NoSuchElementException otherSystem) {
      return Optional.empty();
    }
  }

  /** The numbers of the CPUs that it may run on; none where the system does not tell. */
  static List<Integer> cpus() {
    return cpus(STATUS, ONLINE);
  }

  /**
   * The same of another thread.
   *
   * @param status its file of proc(5), which names CPUs, too, that a virtual machine might get
   * @param online the list of those that there are
   */
  static List<Integer> cpus(Path status, Path online) {
    try {
      List<Integer> present = numbers(Files.readString(online).strip());
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith(ALLOWED))
          .flatMap(line -> numbers(line.substring(ALLOWED.length()).strip()).stream())
          .filter(present::contains)
          .toList();
    } catch (IOException | NumberFormatException e) {
      return List.of();
    }
  }

  /** Of a list as {@code 0,2-3}. */
  private static List<Integer> numbers(String list) {
    List<Integer> numbers = new ArrayList<>();
    for (String range : list.split(",")) {
      String[] ends = range.split("-");
      for (int each = Integer.parseInt(ends[0]);
          each <= Integer.parseInt(ends[ends.length - 1]);
          each++) {
        numbers.add(each);
      }
    }
    return List.copyOf(numbers);
  }

  /** Nanoseconds of CPU that the calling thread took so far. */
  long cpuNanos() {
    try (Arena arena = Arena.ofConfined()) {
      // struct timespec: seconds and nanoseconds.
      MemorySegment time = arena.allocate(ValueLayout.JAVA_LONG, 2);
      check((int) clockGettime.invokeExact(CLOCK_THREAD_CPUTIME_ID, time), "clock_gettime");
      return time.getAtIndex(ValueLayout.JAVA_LONG, 0) * 1_000_000_000L
          + time.getAtIndex(ValueLayout.JAVA_LONG, 1);
    } catch (Throwable e) {
      throw asUnchecked(e);
    }
  }

  /** From now on the calling thread runs on these only, and so do threads that it starts. */
  void runOn(List<Integer> cpus) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mask = arena.allocate(MOST_CPUS / Byte.SIZE);
      for (int cpu : cpus) {
        long at = cpu / Byte.SIZE;
        byte bit = (byte) (1 << (cpu % Byte.SIZE));
        mask.set(ValueLayout.JAVA_BYTE, at, (byte) (mask.get(ValueLayout.JAVA_BYTE, at) | bit));
      }
      check(
          (int) setAffinity.invokeExact(CALLING_THREAD, mask.byteSize(), mask),
          "sched_setaffinity");
    } catch (Throwable e) {
      throw asUnchecked(e);
    }
  }

  private static void check(int result, String call) {
    if (result != 0) {
      throw new IllegalStateException(call + "(2) failed");
    }
  }

  private static RuntimeException asUnchecked(Throwable e) {
    return e instanceof RuntimeException known ? known : new IllegalStateException(e);
  }
}

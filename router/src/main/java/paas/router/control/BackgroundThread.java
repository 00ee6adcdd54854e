package paas.router.control;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread whose work is wanted soon, but not before a request: when it wakes it takes no CPU from
 * a thread that runs. It has its full share otherwise ({@code SCHED_BATCH} of sched(7), for which
 * nobody needs a privilege; decision 0048).
 *
 * <p>A platform thread, as the policy is a thread's of the kernel, and as a virtual one takes two
 * wake-ups more for each thing that it waits for. Threads that it starts are of the policy too, so
 * among the carriers of virtual threads some are.
 */
final class BackgroundThread {
  private static final Logger log = LoggerFactory.getLogger(BackgroundThread.class);

  /** From {@code linux/sched.h}. */
  private static final int SCHED_BATCH = 3;

  private static final int CALLING_THREAD = 0;

  private BackgroundThread() {}

  static Thread unstarted(String name, Runnable work) {
    return Thread.ofPlatform()
        .daemon()
        .name(name)
        .unstarted(() -> {
          giveWay();
          work.run();
        });
  }

  /** Where that cannot be, the thread is one like others. */
  private static void giveWay() {
    try (Arena arena = Arena.ofConfined()) {
      // struct sched_param: one int, which has to be 0 for this policy.
      MemorySegment parameter = arena.allocate(ValueLayout.JAVA_INT);
      if ((int) setScheduler().invokeExact(CALLING_THREAD, SCHED_BATCH, parameter) != 0) {
        log.info("{} takes CPU like any other thread", Thread.currentThread().getName());
      }
    } catch (Throwable e) {
      log.warn("sched_setscheduler(2) cannot be called", e);
    }
  }

  private static MethodHandle setScheduler() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("sched_setscheduler"),
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  }
}

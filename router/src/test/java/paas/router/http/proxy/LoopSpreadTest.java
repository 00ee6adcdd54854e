package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopSpreadTest {
  private static final List<Integer> ALL = KernelThread.cpus();
  private static final List<Integer> BOTH = List.of(ALL.getFirst(), ALL.getLast());
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(50);

  /** A loop as the spread sees it: what CPU it took is said by the test, where it runs is real. */
  private final class Loop {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private long used;
    private final LoopSpread.Seat seat = spread.seat(() -> used, () -> now);

    /** What it took of a CPU between two looks, in percent. */
    void took(int percent) {
      used += LOOK / 100 * percent;
      CompletableFuture.runAsync(seat::look, thread).join();
    }

    List<Integer> runsOn() {
      return LoopSpreadTest.runsOn(thread);
    }
  }

  private final LoopSpread spread = new LoopSpread(KernelThread.ofThisSystem().orElseThrow(), BOTH);
  private long now;
  private Loop first;
  private Loop second;

  @BeforeEach
  void seat() {
    first = new Loop();
    second = new Loop();
  }

  @AfterEach
  void end() {
    first.thread.shutdown();
    second.thread.shutdown();
  }

  @Test
  void twoBusyLoopsRunOnOneCpuEach() {
    looks(2, 60, 30);
    assertEquals(List.of(BOTH.getFirst()), first.runsOn());
    assertEquals(List.of(BOTH.getLast()), second.runsOn());
  }

  @Test
  void aBusyLoopBesideAnIdleOneRunsAnywhere() {
    looks(40, 90, 10);
    assertEquals(ALL, first.runsOn());
    assertEquals(ALL, second.runsOn());
  }

  @Test
  void aLoopThatIsIdleForASecondRunsAnywhereAgain() {
    looks(2, 60, 60);
    looks(19, 60, 3);
    assertEquals(List.of(BOTH.getLast()), second.runsOn());
    looks(1, 60, 3);
    assertEquals(BOTH, second.runsOn());
    assertEquals(List.of(BOTH.getFirst()), first.runsOn());
    looks(20, 0, 0);
    assertEquals(BOTH, first.runsOn());
  }

  @Test
  void aBurstBetweenIdleLooksKeepsItsPlace() {
    looks(2, 60, 60);
    for (int i = 0; i < 5; i++) {
      looks(12, 60, 0);
      looks(1, 60, 60);
    }
    assertEquals(List.of(BOTH.getLast()), second.runsOn());
  }

  @Test
  void eventLoopsLookAtThemselves() {
    MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    try {
      List<EventLoop> loops = new ArrayList<>();
      for (EventExecutor each : group) {
        loops.add((EventLoop) each);
      }
      // A clock so slow that also on a machine without time for them they count as busy.
      LoopSpread.begin(loops, BOTH, () -> System.nanoTime() / 10);
      AtomicBoolean working = new AtomicBoolean(true);
      loops.forEach(loop -> loop.execute(() -> work(loop, working)));
      // Seen from outside: to ask the loops would keep them busy.
      List<Path> seen = loops.stream().map(LoopSpreadTest::status).toList();
      for (int i = 0; i < loops.size(); i++) {
        List<Integer> own = List.of(BOTH.get(i));
        Path loop = seen.get(i);
        TestRouter.await("it has a CPU of its own", () -> cpus(loop).equals(own));
      }
      working.set(false);
      seen.forEach(loop -> TestRouter.await("it is let go", () -> cpus(loop).equals(BOTH)));
    } finally {
      var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }

  @Test
  void whatTheKernelTellsOfAThreadGrowsWithItsWork() {
    KernelThread kernel = KernelThread.ofThisSystem().orElseThrow();
    long before = kernel.cpuNanos();
    long until = before + Duration.ofMillis(5).toNanos();
    while (kernel.cpuNanos() < until) {
      Thread.onSpinWait();
    }
    assertTrue(kernel.cpuNanos() - before >= Duration.ofMillis(5).toNanos());
  }

  @Test
  void cpusThatAVirtualMachineMightGetAreNone(@TempDir Path directory) throws IOException {
    Path status = directory.resolve("status");
    Path online = directory.resolve("online");
    Files.writeString(status, "Name:\tloop\nCpus_allowed_list:\t0-127\nMems_allowed_list:\t0\n");
    Files.writeString(online, "0,2-3\n");
    assertEquals(List.of(0, 2, 3), KernelThread.cpus(status, online));
  }

  private static List<Integer> cpus(Path status) {
    return KernelThread.cpus(status, Path.of("/sys/devices/system/cpu/online"));
  }

  /** In pieces, as requests come. */
  private static void work(EventLoop loop, AtomicBoolean working) {
    if (working.get()) {
      loop.execute(() -> work(loop, working));
    }
  }

  private void looks(int times, int firstPercent, int secondPercent) {
    for (int i = 0; i < times; i++) {
      now += LOOK;
      first.took(firstPercent);
      second.took(secondPercent);
    }
  }

  private static Path status(EventLoop loop) {
    return CompletableFuture.supplyAsync(
            () -> {
              try {
                Path thread = Files.readSymbolicLink(Path.of("/proc/thread-self"));
                return Path.of("/proc").resolve(thread).resolve("status");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            loop)
        .join();
  }

  private static List<Integer> runsOn(Executor thread) {
    return CompletableFuture.supplyAsync(KernelThread::cpus, thread).join();
  }
}

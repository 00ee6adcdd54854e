package paas.cli.terminal;

import java.io.IOException;
import java.lang.reflect.Proxy;

/**
 * Signals of the operating system. The JDK's one interface to them is sun.misc.Signal (kept by JEP
 * 260), named here by reflection because compilers warn of it without remedy.
 */
public final class Signals {
  private Signals() {}

  /** What is done at a signal. */
  @FunctionalInterface
  public interface Task {
    void run() throws IOException;
  }

  /**
   * Does the task at each such signal, in place of what the JVM would do, on a thread of the JVM's.
   */
  public static void on(String name, Task task) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> handle(method.getName(), task));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException e) {
      // A system without this signal: the JVM does with it what it does.
    }
  }

  private static Object handle(String method, Task task) {
    try {
      if (method.equals("handle")) {
        task.run();
      }
    } catch (IOException e) {
      // The connection is gone: the receiving thread notices, and reports it.
    }
    return method;
  }
}

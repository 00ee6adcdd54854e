package paas.platform.push;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A response body that a blocking thread writes: an output stream whose writes wait until the
 * client has taken what came before. Once the client is gone writes fail, and {@code whenGone} has
 * run, once.
 */
public final class StreamedBody extends OutputStream implements Publisher<byte[]> {
  private final Runnable whenGone;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Optional<Subscriber<? super byte[]>> subscriber = Optional.empty(); // guarded by lock
  private long demand; // guarded by lock
  private boolean gone; // guarded by lock
  private boolean closed; // guarded by lock

  public StreamedBody(Runnable whenGone) {
    this.whenGone = whenGone;
  }

  @Override
  public void subscribe(Subscriber<? super byte[]> reader) {
    boolean over;
    lock.lock();
    try {
      subscriber = Optional.of(reader);
      over = closed;
    } finally {
      lock.unlock();
    }
    reader.onSubscribe(
        new Subscription() {
          @Override
          public void request(long n) {
            more(n);
          }

          @Override
          public void cancel() {
            leave();
          }
        });
    if (over) {
      reader.onComplete();
    }
  }

  private void more(long n) {
    lock.lock();
    try {
      demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    lock.lock();
    try {
      if (gone || closed) {
        return;
      }
      gone = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    whenGone.run();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length > 0) {
      reader().onNext(Arrays.copyOfRange(bytes, offset, offset + length));
    }
  }

  /** Waits for demand and takes one of it. */
  private Subscriber<? super byte[]> reader() throws IOException {
    lock.lock();
    try {
      while (demand == 0 && !gone && !closed) {
        changed.await();
      }
      if (gone || closed) {
        throw new IOException("The client is gone");
      }
      demand = demand == Long.MAX_VALUE ? demand : demand - 1;
      return subscriber.orElseThrow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  /** Ends the body; what was written is still delivered. */
  @Override
  public void close() {
    Optional<Subscriber<? super byte[]>> reader;
    lock.lock();
    try {
      if (closed || gone) {
        return;
      }
      closed = true;
      reader = subscriber;
    } finally {
      lock.unlock();
    }
    reader.ifPresent(Subscriber::onComplete);
  }
}

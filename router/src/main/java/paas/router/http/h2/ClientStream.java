package paas.router.http.h2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import paas.router.http.message.Joint;

/**
 * One request's stream: what the client sends goes to a listener, or is kept while that one pauses;
 * what it is sent is counted until the socket has it. Used on the event loop only.
 */
public final class ClientStream implements FrameSink {
  /** What came while the listener paused. */
  private sealed interface Kept {
    /**
     * @param window bytes of the client's window that it takes
     * @param frames how many brought it
     */
    record Data(ByteBuf data, int window, int frames, boolean endOfStream) implements Kept {}

    record Fields(Http2Headers fields, boolean endOfStream) implements Kept {}
  }

  private final ClientFrames frames;
  private final Http2Stream stream;
  private final StreamListener listener;
  private final BodyWindow window;
  private final ArrayDeque<Kept> kept = new ArrayDeque<>(0);
  private final Joint joint = new Joint();
  private long pending;
  private boolean writable = true;
  private boolean paused;
  private boolean draining;
  private boolean over;
  private boolean closed;

  ClientStream(ClientFrames frames, Http2Stream stream, ClientFrames.Acceptor acceptor) {
    this.frames = frames;
    this.stream = stream;
    this.window = frames.windowOf(stream);
    this.listener = acceptor.accept(this);
  }

  void headers(Http2Headers fields, boolean endOfStream) {
    if (waits()) {
      joint.close();
      kept.add(new Kept.Fields(fields, endOfStream));
    } else {
      give(fields, endOfStream);
    }
  }

  void data(ByteBuf data, int window, boolean endOfStream) {
    if (waits()) {
      keep(data, window, endOfStream);
    } else {
      give(data, window, endOfStream);
    }
  }

  private void keep(ByteBuf data, int window, boolean endOfStream) {
    if (joint.append(data) && kept.removeLast() instanceof Kept.Data last) {
      int whole = last.window() + window;
      kept.add(new Kept.Data(last.data(), whole, last.frames() + 1, endOfStream));
    } else {
      kept.add(new Kept.Data(joint.begin(data), window, 1, endOfStream));
    }
    frames.setWindow(this.window::lies);
    guarded(listener::onKept);
  }

  private boolean waits() {
    return paused || !kept.isEmpty();
  }

  private void give(Http2Headers fields, boolean endOfStream) {
    guarded(() -> listener.onHeaders(fields, endOfStream));
  }

  private void give(ByteBuf data, int taken, boolean endOfStream) {
    frames.setWindow(() -> window.taken(taken, kept.isEmpty() && !endOfStream));
    if (endOfStream) {
      shrinkWindow();
    }
    guarded(() -> listener.onData(data, endOfStream));
  }

  void readComplete() {
    guarded(listener::onReadComplete);
  }

  void takenBack() {
    over = true;
    guarded(listener::onReset);
  }

  /** What fails for one request must not end the connection, and all others with it. */
  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | OutOfMemoryError e) {
      listener.onFailure(e);
    }
  }

  void breach(Http2Exception breach) {
    listener.onFailure(breach);
    reset(breach.error());
  }

  void close() {
    if (!closed) {
      closed = true;
      shrinkWindow();
      boolean takesRest = !over && listener.takesRest();
      over = true;
      while (!kept.isEmpty()) {
        closeOver(kept.remove(), takesRest);
      }
      listener.onClosed();
    }
  }

  /** The windows that it takes ended with the stream. */
  private void closeOver(Kept piece, boolean takesRest) {
    switch (piece) {
      case Kept.Fields(Http2Headers fields, boolean end) when takesRest -> give(fields, end);
      case Kept.Data(ByteBuf data, _, _, boolean end) when takesRest ->
          guarded(() -> listener.onData(data, end));
      case Kept.Data(ByteBuf data, _, _, _) -> data.release();
      case Kept.Fields _ -> {}
    }
  }

  /** What comes is kept until {@link #resume}; the client's window bounds it. */
  public void pause() {
    paused = true;
  }

  public void resume() {
    paused = false;
    if (draining || over || kept.isEmpty()) {
      return;
    }
    draining = true;
    try {
      while (!paused && !over && !kept.isEmpty()) {
        switch (kept.remove()) {
          case Kept.Fields(Http2Headers fields, boolean end) -> give(fields, end);
          case Kept.Data(ByteBuf data, int window, int frames, boolean end) -> {
            joint.removed(data);
            listener.onFramesJoined(frames - 1);
            give(data, window, end);
          }
        }
      }
    } finally {
      draining = false;
    }
    readComplete();
  }

  /** Nothing is written once the stream is over. */
  @Override
  public ChannelFuture writeHeaders(Http2Headers fields, boolean endOfStream) {
    return over
        ? failed()
        : frames
            .encoder()
            .writeHeaders(
                frames.context(), stream.id(), fields, 0, endOfStream, frames.newPromise());
  }

  @Override
  public ChannelFuture writeData(ByteBuf data, boolean endOfStream) {
    if (over) {
      data.release();
      return failed();
    }
    int size = data.readableBytes();
    ChannelFuture written =
        frames
            .encoder()
            .writeData(frames.context(), stream.id(), data, 0, endOfStream, frames.newPromise());
    if (size > 0 && !written.isDone()) {
      pending += size;
      writable &= pending <= frames.mostAhead();
      written.addListener(_ -> taken(size));
    }
    return written;
  }

  private ChannelFuture failed() {
    return frames.context().newFailedFuture(new ClosedChannelException());
  }

  private void taken(int size) {
    pending -= size;
    if (!writable && pending < frames.mostAhead() / 2) {
      writable = true;
      listener.onWritable();
    }
  }

  /** Bytes of body written and not yet taken by the socket, or held back by the client's window. */
  public long pending() {
    return pending;
  }

  public boolean isWritable() {
    return writable;
  }

  /** Looks at whether other uploads have more use for what this one's window has grown by. */
  public void tick(long now) {
    frames.setWindow(() -> {
      window.tick(now);
      return false;
    });
  }

  private void shrinkWindow() {
    frames.setWindow(() -> {
      window.shrink();
      return false;
    });
  }

  /** Sends on what was written, with what other streams write in this round of the event loop. */
  public void flushSoon() {
    frames.flushSoon();
  }

  public void flush() {
    frames.flush();
  }

  /**
   * Ends the stream at once, behind what can go out before; without effect once it is over. What
   * waits for a window is dropped, and must not follow the reset.
   */
  public void reset(Http2Error error) {
    if (!over) {
      over = true;
      frames.flush();
      frames.reset(stream, window.size(), error);
      frames.context().flush();
      // The client may never take the frame; nobody waits for that.
      frames.context().executor().execute(this::close);
    }
  }
}

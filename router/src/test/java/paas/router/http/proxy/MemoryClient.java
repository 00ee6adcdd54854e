package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** The client of one exchange by HTTP/1.1, which takes all that it is sent at once. */
final class MemoryClient implements Client {
  /** What became of the client's connection. */
  enum End {
    NONE,
    ANSWERED,
    CUT_OFF,
    TUNNEL_ENDED
  }

  private final MemoryChannel channel = new MemoryChannel();
  private final Http1Writer writer = new Http1Writer(channel, new HeadDraft());
  private boolean tunnel;
  private End end = End.NONE;

  End end() {
    return end;
  }

  boolean isTunnel() {
    return tunnel;
  }

  /** All that it was sent and is not taken yet; then the client is gone. */
  String take() {
    StringBuilder sent = new StringBuilder();
    for (ByteBuf some = channel.readOutbound(); some != null; some = channel.readOutbound()) {
      sent.append(some.toString(ISO_8859_1));
      some.release();
    }
    channel.end();
    return sent.toString();
  }

  private void end(End how) {
    if (end != End.NONE) {
      throw new IllegalStateException("Ended by " + end + " and then by " + how);
    }
    end = how;
    channel.flush();
  }

  @Override
  public boolean admits(String host) {
    return true;
  }

  @Override
  public @Nullable Presented presented() {
    return null;
  }

  @Override
  public CharSequence strictTransport(String host) {
    return "";
  }

  @Override
  public ResponseWriter writer() {
    return writer;
  }

  @Override
  public void flush() {
    channel.flush();
  }

  @Override
  public void pauseReading() {}

  @Override
  public void resumeReading() {}

  @Override
  public void becomeTunnel() {
    tunnel = true;
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public boolean takesMore() {
    return true;
  }

  @Override
  public void whenAllTaken(Runnable task) {
    task.run();
  }

  @Override
  public boolean catchesUp() {
    return false;
  }

  @Override
  public boolean isBehind() {
    return false;
  }

  @Override
  public void answered(boolean keepOpen) {
    end(End.ANSWERED);
  }

  @Override
  public void cutOff(Runnable then) {
    end(End.CUT_OFF);
    then.run();
  }

  @Override
  public void closeAfterFlush() {
    end(End.TUNNEL_ENDED);
  }
}

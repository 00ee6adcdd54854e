package paas.router.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.internal.tcnative.SSL;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The TLS engine's view of one certificate, and whether its sessions can be resumed. */
public final class TlsContext {
  /** What the JDK has for not at all, in seconds. */
  private static final int SHORTEST = 1;

  private final SslContext engine;
  private final boolean resumes;
  private final @Nullable Tickets tickets;

  private TlsContext(SslContext engine, boolean resumes, @Nullable Tickets tickets) {
    this.engine = engine;
    this.resumes = resumes;
    this.tickets = tickets;
  }

  /**
   * By keys of this context's own: no session of one app's clients opens another app's. The JDK's
   * engine changes its keys by itself.
   *
   * @param nanos a clock like {@link System#nanoTime}
   */
  static TlsContext resuming(SslContext engine, LongSupplier nanos) {
    return new TlsContext(
        engine,
        true,
        engine.sessionContext() instanceof OpenSslServerSessionContext sessions
            ? new Tickets(sessions, nanos)
            : null);
  }

  static TlsContext withoutResumption(SslContext engine) {
    if (engine.sessionContext() instanceof OpenSslSessionContext sessions) {
      sessions.setSessionCacheEnabled(false);
    } else {
      engine.sessionContext().setSessionTimeout(SHORTEST);
    }
    return new TlsContext(engine, false, null);
  }

  /** The TLS of one connection. */
  public SslHandler newHandler(ByteBufAllocator allocator) {
    if (tickets != null) {
      tickets.keepFresh();
    }
    SslHandler handler = engine.newHandler(allocator);
    // Netty's contexts have no word for this: they make keys for tickets of their own.
    if (!resumes && handler.engine() instanceof ReferenceCountedOpenSslEngine open) {
      SSL.setOptions(open.sslPointer(), SSL.SSL_OP_NO_TICKET);
    }
    return handler;
  }
}

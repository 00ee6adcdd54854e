package paas.router.control;

import java.time.Instant;

/**
 * One line of the router about one request, for the log of the app that was asked.
 *
 * @param sequence counts from 1 within an epoch, without holes
 * @param text {@code at=info method=GET path="/x" …}, one line, printable
 */
public record RequestLine(long sequence, String appId, Instant at, String text) {}

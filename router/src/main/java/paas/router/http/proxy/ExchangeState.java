package paas.router.http.proxy;

/**
 * Where an exchange is.
 *
 * <pre>
 *   begin ─► look up ─► PARKED (none there) ┐ a newer table
 *              ▲ └────► CONNECTING ◄────────┘
 *              │ refused, stale │
 *              └────────────────┴─► AWAITING ─► RESPONDING ───────► OVER
 *                                      └──────► TUNNEL ───────────────┤
 *                              the client ended └─► HALF_TUNNEL ──────┘
 * </pre>
 *
 * From every state a failure leads to OVER: as an error page while nothing of the response was
 * sent, as the status of a call by gRPC, or by cutting the connection. OVER takes no event.
 */
enum ExchangeState {
  PARKED,
  CONNECTING,
  AWAITING,
  RESPONDING,
  TUNNEL,
  /** The client has sent all; what the instance still says passes. */
  HALF_TUNNEL,
  OVER;

  boolean isTunnel() {
    return this == TUNNEL || this == HALF_TUNNEL;
  }

  /** Whether the client has some of the response already. */
  boolean hasBegun() {
    return this == RESPONDING || isTunnel();
  }
}

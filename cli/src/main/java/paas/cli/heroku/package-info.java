/**
 * {@code paas heroku}: Heroku's own CLI against this platform. It is let speak to loopback only, so
 * for the time of one command its requests are passed on, and what it speaks in an attached run
 * (rendezvous, over TLS) is put into the platform's WebSocket. Only who has the user's token, or a
 * secret that was handed out for it, gets through.
 */
@NullMarked
package paas.cli.heroku;

import org.jspecify.annotations.NullMarked;

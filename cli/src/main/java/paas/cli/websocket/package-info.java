/** RFC 6455, the client's half, on one socket; frames are streamed, so memory stays bounded. */
@NullMarked
package paas.cli.websocket;

import org.jspecify.annotations.NullMarked;

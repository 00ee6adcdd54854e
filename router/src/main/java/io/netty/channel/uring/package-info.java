/**
 * The one class that Netty's transport lacks for sockets that are handed over; it stands in Netty's
 * package because the constructors that it needs are open to that only.
 *
 * <p>Invariant: nothing else of ours is here. To be deleted when Netty can adopt a descriptor.
 */
package io.netty.channel.uring;

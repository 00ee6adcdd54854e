/**
 * Packs from outside: received, checked and indexed by git itself, in a process of its own with
 * bounded memory, time and disk, and taken into a repository only when all is well. Invariant: no
 * byte of a stranger's object is inflated in this process before git has measured the object, and a
 * blob never is.
 */
@NullMarked
package paas.platform.pack;

import org.jspecify.annotations.NullMarked;

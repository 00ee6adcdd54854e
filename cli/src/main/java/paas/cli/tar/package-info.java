/** POSIX tar, written and read as a stream: no file is ever held in memory. */
@NullMarked
package paas.cli.tar;

import org.jspecify.annotations.NullMarked;

@NullMarked
package paas.cli;

import org.jspecify.annotations.NullMarked;

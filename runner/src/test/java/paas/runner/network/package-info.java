@NullMarked
package paas.runner.network;

import org.jspecify.annotations.NullMarked;

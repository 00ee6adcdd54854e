/**
 * What the user sees: neutralised text, colour only where wanted, tables that fit, progress, raw
 * mode.
 */
@NullMarked
package paas.cli.terminal;

import org.jspecify.annotations.NullMarked;

// Package durable does the few things that must survive a crash, and lets a
// test die at each of them.
//
// A step is one action after which something is promised to last: a commit, a
// file rename, the removal of a file. Every step goes through [Step] under a
// stable name:
//
//	err := durable.Step("chat accept", tx.Commit)
//
// In a normal build Step only calls the action. A build with the tag "crash"
// numbers two points for each step from the start of the process, one before
// the action and one after it, and kills the process at the point that the
// environment names:
//
//	RESTANTE_CRASH_AT=7       die (SIGKILL to itself) at point 7
//	RESTANTE_CRASH_LOG=FILE   append "7 before chat accept" for each point
//
// A test first runs the story with the log alone, counts the points, and then
// runs it once for each of them: die there, start again, check what was promised.
//
// [WriteFile], [Remove] and [Erase] are the only ways in which the program changes files
// that matter; their errors say plainly when the disk is full or may not be
// written, see [Explain].
package durable

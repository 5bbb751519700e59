// Package demo is the small world of `restante demo`: two push nodes, Ada, who
// answers for a shop, Ben, who comes and goes, and you. Everybody is a whole node
// with a folder and keys of their own, all in one process and on this computer
// only; what they write are real messages that take the real ways.
//
// It can be seen in two ways. With a window the user is you, and Ada and Ben
// live on beside it:
//
//	w, err := demo.Open(ctx, demo.Options{Dir: dir, Pace: demo.Human, Tell: print})
//	defer w.Close()
//	you, err := w.Live(ctx) // now open the window on you.Dir
//
// Without one it plays you too, tells what happens, and ends:
//
//	err := w.Story(ctx)
//
// # Vocabulary
//
//   - person: somebody at a computer, who comes (it starts) and goes (it stops)
//   - to live: to do what Ada and Ben do by themselves, until [World.Close]
//   - line: one sentence of what happens, for [Options.Tell]; only what is so is told
//
// # Why
//
// Nothing here is staged. Ben is away because his node is closed, and what is told
// of a message was read from the core or signed by a push node before. So the demo
// cannot promise what the program does not keep, and its test is one more story of
// several users.
//
// Ben is gone before the window opens, and his first message waits at the push
// nodes: what a newcomer reads first has just done what the program is for, and
// to write back shows the same from the other side.
package demo

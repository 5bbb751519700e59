// Command restante is chat for people who are seldom online at the same time.
// Without a command it opens the window; see `restante help`.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// version is set by the build.
var version = "devel"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// errFindings ends audit with exit code 1; it has said why already.
var errFindings = errors.New("the audit has findings")

// run executes one command and gives the exit code: 0 done, 1 failed, 2 misused.
func run(ctx context.Context, args []string, out, errs io.Writer) int {
	name, f, err := parse(args, errs)
	if err != nil {
		return usageCode(err)
	}
	command, ok := commands[name]
	if !ok {
		fmt.Fprintf(errs, "restante: unknown command %q; see restante help\n", name)
		return 2
	}
	switch err := command(ctx, f, out, errs); {
	case err == nil:
		return 0
	case errors.Is(err, errFindings):
		return 1
	default:
		fmt.Fprintf(errs, "restante: %v\n", err)
		return 1
	}
}

// commands are all there are; the empty name is the window.
var commands = map[string]func(ctx context.Context, f flags, out, errs io.Writer) error{
	"":        openWindow,
	"serve":   serve,
	"push":    servePush,
	"demo":    showDemo,
	"audit":   audit,
	"backup":  makeBackup,
	"restore": restoreBackup,
	"version": printVersion,
	"help":    printHelp,
}

func printVersion(_ context.Context, _ flags, out, _ io.Writer) error {
	_, err := fmt.Fprintln(out, "restante", version)
	return err
}

func printHelp(_ context.Context, _ flags, out, _ io.Writer) error {
	_, err := fmt.Fprint(out, help)
	return err
}

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"

	"restante/messaging"
	"restante/messaging/card"
	"restante/messaging/remote"
	"restante/node/logring"
	"restante/node/vault"
)

const help = `Restante: mail that waits for you until you come for it.

usage: restante [command] [flags]
       restante [flags] [restante:LINK]   add the person who gave you the link
       restante --connect URL             the window of a serve on another machine
       restante backup|restore FILE [flags]

commands
  (none)    open the window
  serve     the same node without a window
  push      a push node: holds sealed mail for people who are away
  demo      a small world on this computer: see an offline delivery happen
  audit     check a stopped data folder; exit code 1 on any finding
  backup    save a stopped data folder in the encrypted file FILE
  restore   make a data folder of the backup FILE, as a new device
  version   print the version
  help      print this

flags
  --data DIR              data folder (default: the user's configuration folder)
  --listen ADDR           multiaddr to listen on; repeatable
  --bootstrap ADDR        peer to connect to at the start; repeatable
  --push-node ADDR        push node that holds this user's mail; repeatable
  --api HOST:PORT         where the HTTP interface listens (default 127.0.0.1, any port)
  --api-public            let --api be an address that others can reach; needs:
  --api-cert, --api-key   TLS certificate and key files
  --connect URL           show the window of the serve at https://HOST:PORT
  --token-file FILE       the token for --connect is the first line of FILE
  --passphrase-file FILE  unlock the data folder with the first line of FILE
  --backup-passphrase-file FILE
                          the passphrase of a backup is the first line of FILE
  --without WAYS          ways to leave out, for tests: direct,push,provider,
                          pointer,pubsub
  --lan                   find people on the local network, and be found there
  --hidden                start in the tray, without showing the window
  --quit-on-close         closing the window ends the program; else it stays in the tray
  --loopback              a network on this computer only
  --log LEVEL             debug, info, warn or error (default warn)
`

// flags are one command's settings.
type flags struct {
	data                 string
	listen               []string
	bootstrap            []peer.AddrInfo
	pushNodes            []string
	api                  string
	apiPublic            bool
	apiCert              string
	apiKey               string
	connect              string // the address of a server whose window to show
	tokenFile            string
	passphraseFile       string
	backupPassphraseFile string // of the backup in file
	file                 string
	without              messaging.Without
	loopback             bool
	lan                  bool
	hidden               bool
	closes               bool       // closing the window ends the program, as in the demo
	link                 string     // of a person, given in place of a command
	level                slog.Level // of what is printed
	log                  *slog.Logger
	logs                 *logring.Ring // the last lines of the log
}

// parse splits the command line; what it finds wrong it has printed.
func parse(args []string, errs io.Writer) (command string, f flags, err error) {
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") && !isLink(args[0]) {
		command, args = args[0], args[1:]
	}
	args = f.takeFile(command, args)
	f.level = slog.LevelWarn
	fs := flag.NewFlagSet("restante", flag.ContinueOnError)
	fs.SetOutput(errs)
	fs.Usage = func() { fmt.Fprint(errs, help) }
	fs.StringVar(&f.data, "data", defaultData(), "")
	fs.Func("listen", "", func(s string) error { return appendMultiaddr(&f.listen, s) })
	fs.Func("bootstrap", "", func(s string) error { return appendPeer(&f.bootstrap, s) })
	fs.Func("push-node", "", func(s string) error { return appendPushNode(&f.pushNodes, s) })
	fs.StringVar(&f.api, "api", "127.0.0.1:0", "")
	fs.BoolVar(&f.apiPublic, "api-public", false, "")
	fs.StringVar(&f.apiCert, "api-cert", "", "")
	fs.StringVar(&f.apiKey, "api-key", "", "")
	fs.StringVar(&f.connect, "connect", "", "")
	fs.StringVar(&f.tokenFile, "token-file", "", "")
	fs.StringVar(&f.passphraseFile, "passphrase-file", "", "")
	fs.StringVar(&f.backupPassphraseFile, "backup-passphrase-file", "", "")
	fs.Func("without", "", func(s string) error { return f.leaveOut(s) })
	fs.BoolVar(&f.loopback, "loopback", false, "")
	fs.BoolVar(&f.lan, "lan", false, "")
	fs.BoolVar(&f.hidden, "hidden", false, "")
	fs.BoolVar(&f.closes, "quit-on-close", false, "")
	fs.TextVar(&f.level, "log", f.level, "")
	if err := fs.Parse(args); err != nil {
		return "", f, err
	}
	if rest := f.takeLink(command, f.takeFile(command, fs.Args())); len(rest) > 0 {
		fmt.Fprintf(errs, "restante: unexpected %q; see restante help\n", rest[0])
		return "", f, errUsage
	}
	if err := f.checkConnect(command, fs); err != nil {
		fmt.Fprintf(errs, "restante: %v\n", err)
		return "", f, errUsage
	}
	f.logs = logring.New(logring.Lines, min(f.level, slog.LevelInfo))
	f.log = slog.New(slog.NewMultiHandler(f.logs, slog.NewTextHandler(errs, &slog.HandlerOptions{Level: f.level})))
	return command, f, nil
}

// distantFlags go with --connect: all others are about a node on this computer.
var distantFlags = []string{"connect", "token-file", "hidden", "quit-on-close", "log"}

// checkConnect refuses what contradicts --connect, which is the window and no node.
func (f *flags) checkConnect(command string, fs *flag.FlagSet) (err error) {
	if f.connect == "" {
		if f.tokenFile != "" {
			return errors.New("--token-file is for --connect")
		}
		return nil
	}
	if command != "" {
		return fmt.Errorf("--connect opens a window; it does not go with %s", command)
	}
	if _, err := remote.ServerOf(f.connect); err != nil {
		return fmt.Errorf("--connect: %w", err)
	}
	fs.Visit(func(x *flag.Flag) {
		if !slices.Contains(distantFlags, x.Name) {
			err = fmt.Errorf("--connect shows another machine's node: --%s is for one on this computer", x.Name)
		}
	})
	return err
}

// isLink tells a link, as the desktop hands it over, from a command.
func isLink(arg string) bool {
	return len(arg) >= len(card.Scheme) && strings.EqualFold(arg[:len(card.Scheme)], card.Scheme)
}

// takeLink takes the link from what is left of the window's command line.
func (f *flags) takeLink(command string, args []string) (rest []string) {
	if command == "" && len(args) > 0 && isLink(args[0]) {
		f.link, args = args[0], args[1:]
	}
	return args
}

var errUsage = errors.New("misused")

func usageCode(err error) int {
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	return 2
}

func defaultData() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "restante-data"
	}
	return filepath.Join(dir, "restante")
}

func appendMultiaddr(all *[]string, s string) error {
	if _, err := multiaddr.NewMultiaddr(s); err != nil {
		return fmt.Errorf("not a multiaddr such as /ip4/0.0.0.0/tcp/4001: %w", err)
	}
	*all = append(*all, s)
	return nil
}

func appendPeer(all *[]peer.AddrInfo, s string) error {
	info, err := peer.AddrInfoFromString(s)
	if err != nil {
		return fmt.Errorf("not a multiaddr that ends in /p2p/<peer ID>: %w", err)
	}
	*all = append(*all, *info)
	return nil
}

func appendPushNode(all *[]string, s string) error {
	*all = append(*all, s)
	return appendPeer(new([]peer.AddrInfo), s)
}

func (f *flags) leaveOut(ways string) error {
	known := []string{"direct", "push", "pointer", "pubsub", "provider"}
	for w := range strings.SplitSeq(ways, ",") {
		if !slices.Contains(known, w) {
			return fmt.Errorf("unknown way %q; there are %s", w, strings.Join(known, ", "))
		}
		f.without.Direct = f.without.Direct || w == "direct"
		f.without.Push = f.without.Push || w == "push"
		f.without.Pointer = f.without.Pointer || w == "pointer"
		f.without.Pubsub = f.without.Pubsub || w == "pubsub"
		f.without.Provider = f.without.Provider || w == "provider"
	}
	return nil
}

// unlock says how the data folder opens: by the passphrase in the file, or
// without one.
func (f flags) unlock() vault.Unlock {
	if f.passphraseFile == "" {
		return vault.Unlock{}
	}
	read := func(context.Context) ([]byte, error) { return firstLine(f.passphraseFile) }
	return vault.Unlock{New: vault.Passphrase, Passphrase: read}
}

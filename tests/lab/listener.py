"""How the lab's own small web servers stand behind nginx."""
import http.server
import sys


class Listener(http.server.ThreadingHTTPServer):
    request_queue_size = 128  # the standard five would make a burst wait for TCP's next try


def serve(handler):
    """On the port that the command line names, until it is ended."""
    server = Listener(("127.0.0.1", int(sys.argv[1])), handler)
    print("ready", flush=True)
    server.serve_forever()

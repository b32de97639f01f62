# title: Every way to open a socket
# tries: to connect to the host, its neighbours or the world
# ends: completed

import importlib

def attempt(name, action):
    try:
        print("ESCAPED", name, action())
    except BaseException as e:
        print(name, type(e).__name__)

def module(name):
    return importlib.import_module(name)

attempt("socket", lambda: module("socket").create_connection(("127.0.0.1", 22), 1))
attempt("_socket", lambda: module("_socket").socket())
attempt("unix", lambda: module("socket").socket(1, 1).connect("/var/run/docker.sock"))
attempt("raw", lambda: module("socket").socket(2, 3))
attempt("getaddrinfo", lambda: module("socket").getaddrinfo("localhost", 80))
attempt("http", lambda: module("http.client").HTTPConnection("127.0.0.1").request("GET", "/"))
attempt("ssl", lambda: module("ssl").create_default_context())
attempt("smtp", lambda: module("smtplib").SMTP("127.0.0.1"))
attempt("ftp", lambda: module("ftplib").FTP("127.0.0.1"))

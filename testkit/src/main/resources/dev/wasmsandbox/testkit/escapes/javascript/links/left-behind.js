// title: Links left in the workspace by JavaScript
// tries: to leave links that the host follows when it stores the session
// ends: completed

os.symlink('@OUTSIDE@', 'out');
os.symlink('@OUTSIDE@/secret.txt', 'folder/secret');
os.remove('given.txt');
os.symlink('/etc/passwd', 'given.txt');
console.log(os.readlink('out')[1]);

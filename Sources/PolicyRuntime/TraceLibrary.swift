/// What stands in for the Trace library where CPython runs a policy for comparison.
package enum TraceLibrary {
  /// Python that makes `opto` and `cartwright` importable with everything in them: marks that leave
  /// functions and classes as they are, modules, and for every other name a class of that name.
  ///
  /// Run it before a policy is imported or executed.
  package static let stub = """
    import importlib.machinery
    import sys
    import types


    class Module:
        '''An object whose call is its `forward`.'''

        def forward(self, *arguments, **options):
            raise NotImplementedError

        def __call__(self, *arguments, **options):
            return self.forward(*arguments, **options)


    def mark(value=None, *arguments, **options):
        '''A decorator, with arguments of its own or without.'''
        return value if callable(value) else lambda function: function


    def node(value, *arguments, **options):
        '''A value that training would follow.'''
        return value


    MARKS = {"Module": Module, "bundle": mark, "model": mark, "trainable": mark, "node": node}


    class Library(types.ModuleType):
        '''A module in which every name is found: a mark, a class, or a module.'''

        __path__ = []

        def __getattr__(self, name):
            if name.startswith("__"):
                raise AttributeError(name)
            if name in MARKS:
                return MARKS[name]
            if name.islower():
                return importlib.import_module(self.__name__ + "." + name)
            base = Exception if name.endswith("Error") else object
            value = type(name, (base,), {})
            self.__dict__[name] = value
            return value

        def __setattr__(self, name, value):
            # The module `opto.trace.bundle` does not hide the mark of that name.
            if name not in MARKS:
                super().__setattr__(name, value)


    class Finder:
        '''Finds every module of the library.'''

        @staticmethod
        def find_spec(name, path=None, target=None):
            if name.partition(".")[0] in ("opto", "cartwright"):
                return importlib.machinery.ModuleSpec(name, Finder, is_package=True)

        @staticmethod
        def create_module(spec):
            return Library(spec.name)

        @staticmethod
        def exec_module(module):
            pass


    sys.meta_path.insert(0, Finder)

    """
}
